"""The way to the disk: one port for every call, one durable writer, temporaries and locks."""
