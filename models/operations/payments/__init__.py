"""Money that comes: payments and what they settle, reminders, interest, disputed lines."""
