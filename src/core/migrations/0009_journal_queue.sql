-- The integrator looks at the queue by itself: a notification is a lock of the whole server at the commit of each act.
CREATE OR REPLACE FUNCTION core.journal_queue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO core.journal_pending (entry_id, at) VALUES (NEW.id, NEW.at);
  RETURN NULL;
END $$;
