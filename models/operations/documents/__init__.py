"""Documents beside the e-invoices: specifications, deliveries, case files, and the last look at all that leaves."""
