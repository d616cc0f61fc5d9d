"""What was done on two sides, brought together: rules for values, records, sets and whole documents."""
