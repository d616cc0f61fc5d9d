"""Article and annotations in other forms, one module or room a format; `registry` knows them all."""
