"""What a table is: the named export, the kind, the network, and the field of each column."""
