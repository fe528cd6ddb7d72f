"""The Act as functions: facts and dates in, dates, findings and reasons out."""
