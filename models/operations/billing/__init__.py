"""The month: plan, run, attest, annul, credit, export."""
