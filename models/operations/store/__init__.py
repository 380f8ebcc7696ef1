"""The store itself: making it, opening it, who may use it, its log, its health."""
