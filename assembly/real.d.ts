/** The scalar of the build, `f64` or `f32`: set by `--use real=…` in asconfig.json. Editors and linters read `f64`. */
declare type real = f64;
