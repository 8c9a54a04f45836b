"""Questions as other programs write them: GIFT, Moodle XML, Aiken, sheets and Word tables."""
