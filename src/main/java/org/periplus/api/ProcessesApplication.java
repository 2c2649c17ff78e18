package org.periplus.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS application; its resources and providers are found by their annotations. */
@ApplicationPath("/")
public class ProcessesApplication extends Application {}
