-- As before, and everything: whoever asks who has looked at them is told of all of it, not of the latest of it.
CREATE OR REPLACE FUNCTION audit.looked_at(about uuid[]) RETURNS SETOF audit.entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
    opened uuid[] := context.granted();
BEGIN
    PERFORM audit.note('READ_AUDIT', about, 'who has looked');
    RETURN QUERY
        SELECT * FROM audit.entry
        WHERE entry.about_id = ANY (about) AND entry.kind IN ('OPENED', 'LISTED', 'REFUSED', 'WROTE')
          AND (resolver.answers_for_seal(entry.about_id)
               OR (asking.kind = 'PERSON' AND asking.role_code = 'SUPERVISOR' AND entry.agency_id = asking.agency_id
                   AND (entry.kind = 'REFUSED' OR NOT resolver.was_sealed(entry.about_id, entry.at)))
               OR (entry.about_id = ANY (opened) AND NOT resolver.was_sealed(entry.about_id, entry.at)))
        ORDER BY entry.at DESC, entry.id DESC;
END
$$;
