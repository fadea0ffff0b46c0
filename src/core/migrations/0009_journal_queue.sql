-- An entry is queued by the function that writes it, not by a trigger, which took as long as the entry; and the
-- integrator looks at the queue by itself: a notification locks the whole server at the commit of each act.
DROP TRIGGER to_integrate ON core.journal_entry;
DROP FUNCTION core.journal_queue();

CREATE OR REPLACE FUNCTION core.write_journal_entry(
  id uuid, at timestamptz, account uuid, actor text, role text, organisation uuid, event text, person uuid,
  object_type text, object_ref text, object_is_somebody boolean, mandate uuid, facts jsonb, request text,
  salt bytea, payload jsonb, commitment bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  actor_ref text;
  subject_ref uuid;
BEGIN
  -- In the same order everywhere: two acts on the same two people do not wait for each other.
  IF person < account THEN subject_ref := core.pseudonym_of(person); END IF;
  actor_ref := coalesce(core.pseudonym_of(account)::text, actor);
  subject_ref := coalesce(subject_ref, core.pseudonym_of(person));
  INSERT INTO core.journal_entry VALUES (id, at, actor_ref, role, organisation, event, subject_ref, object_type,
    CASE WHEN object_is_somebody THEN core.pseudonym_of(object_ref::uuid)::text ELSE object_ref END,
    mandate, facts, commitment, request);
  INSERT INTO core.journal_pending VALUES (id, at);
  IF payload IS NOT NULL THEN
    INSERT INTO core.journal_detail VALUES (id, at, coalesce(subject_ref::text, actor_ref), salt, payload);
  END IF;
END $$;
