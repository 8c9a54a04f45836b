"""Where trainers write modules and questions, review them, and publish curricula."""
