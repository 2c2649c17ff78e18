package org.periplus.fuzz;

import org.periplus.process.Packages;
import org.periplus.process.deployment.PackageReader;

/** A process that has inputs of all types, none of which must be given. */
final class Inputs {

  static final PackageReader.Read ALL =
      Packages.describe(
          """
          {any: Any?, truth: boolean?, whole: int?, long: long?, number: double?, text: string?,
           file: File?, folder: Directory?, files: 'File[]?', lists: {type: ['null', {type: array, items: 'int[]'}]},
           choice: {type: ['null', {type: enum, symbols: [a, b]}]},
           record: {type: ['null', {type: record, fields: {a: int, f: File?, value: string?}}]},
           either: ['null', int, string, File, 'Directory[]']}
          """
              .replace('\n', ' '));

  private Inputs() {}
}
