-- When the end of an episode was first told. The database keeps it beside the start, whoever writes, so that the
-- morning briefing finds the children who may be away by an index, among a few hundred rows and not among all there are.
CREATE FUNCTION timeline_keep_end_told() RETURNS trigger
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE timeline_event AS start SET end_told_at = told.at
    FROM (
        SELECT min(received_at) AS at FROM timeline_event
        WHERE subject_id = NEW.subject_id AND episode = NEW.episode AND withdrawn_at IS NULL
        AND kind IN ('MISSING_FOUND', 'RELEASED', 'COLLECTED_BY_ADULT', 'PLACEMENT_ENDED')
    ) AS told
    WHERE start.subject_id = NEW.subject_id AND start.episode = NEW.episode
    AND start.kind IN ('MISSING_REPORTED', 'FOUND_AWAY_FROM_HOME', 'ARREST', 'PLACEMENT_STARTED', 'SECURE_STARTED')
    AND start.end_told_at IS DISTINCT FROM told.at;
    RETURN NULL;
END
$$;

CREATE TRIGGER end_told_is_kept
    AFTER INSERT OR UPDATE OF kind, subject_id, episode, received_at, withdrawn_at ON timeline_event FOR EACH ROW
    WHEN (NEW.kind IN (
        'MISSING_REPORTED', 'FOUND_AWAY_FROM_HOME', 'ARREST', 'PLACEMENT_STARTED', 'SECURE_STARTED',
        'MISSING_FOUND', 'RELEASED', 'COLLECTED_BY_ADULT', 'PLACEMENT_ENDED'
    ))
    EXECUTE FUNCTION timeline_keep_end_told();

-- What was told before there was such a column. Forced policies would let the owner change nothing, and say nothing.
ALTER TABLE timeline_event NO FORCE ROW LEVEL SECURITY;
UPDATE timeline_event AS start SET end_told_at = told.at
FROM (
    SELECT subject_id, episode, min(received_at) AS at FROM timeline_event
    WHERE withdrawn_at IS NULL AND kind IN ('MISSING_FOUND', 'RELEASED', 'COLLECTED_BY_ADULT', 'PLACEMENT_ENDED')
    GROUP BY subject_id, episode
) AS told
WHERE start.subject_id = told.subject_id AND start.episode = told.episode
AND start.kind IN ('MISSING_REPORTED', 'FOUND_AWAY_FROM_HOME', 'ARREST', 'PLACEMENT_STARTED', 'SECURE_STARTED');
ALTER TABLE timeline_event FORCE ROW LEVEL SECURITY;
