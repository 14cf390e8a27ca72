"""Which of several rival explanations dated and graded evidence supports, and how fragile that answer is."""
