"""People over days: profile, diary, progress, today's drills."""
