"""The guarded door: bytes of a file, or of an archive, to sheets of untyped cells; or one clear refusal."""
