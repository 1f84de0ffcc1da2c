"""What the command line says and takes: options, answers for people and for programs. `cmdash.__main__` declares it."""
