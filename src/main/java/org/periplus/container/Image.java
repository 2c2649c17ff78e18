package org.periplus.container;

/**
 * An image that the engine has.
 *
 * @param identity a digest that does not change when the name is given to another: that of the
 *     registry where it came from one, else the image's own
 * @param fromRegistry whether it came from the registry of its name
 * @param hasTriggers whether a build on it runs instructions of its own ({@code ONBUILD})
 */
public record Image(String identity, boolean fromRegistry, boolean hasTriggers) {}
