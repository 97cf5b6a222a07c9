namespace Krewe.Storage.Postgres;

/// <summary>The first version of the schema.</summary>
/// <remarks>
/// <para>Tables as in SQLite: every version is stored once, as the <c>entry</c> that wrote it; <c>object</c> points at the current
/// versions, <c>entry.previous</c> at the version that an entry replaced.</para>
/// <para><b>The fence.</b> Every write takes an advisory lock in shared mode and then reads the epoch; a grant takes the lock alone before
/// it counts the epoch up. So when a grant is committed, each write has either been committed before it, or will read the new epoch and
/// do nothing. The lock is that of the transaction, which lasts one statement on the server, whatever becomes of the client. It is no lock
/// on the table, because a <c>pg_dump</c> that reads the table would then hold up a takeover. Under any isolation but READ COMMITTED
/// the epoch could be read as it was before the lock; hence the check.</para>
/// <para>Functions have their name and tables from the search path of the connection.</para>
/// </remarks>
internal static class SchemaVersion1
{
    public const string Sql =
        """
        CREATE TABLE collection (
            id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name      text COLLATE "C" NOT NULL UNIQUE,
            revision  bigint NOT NULL,
            compacted bigint NOT NULL
        );
        CREATE TABLE entry (
            collection bigint NOT NULL,
            revision   bigint NOT NULL,
            previous   bigint,
            deleted    boolean NOT NULL,
            key        text COLLATE "C" NOT NULL,
            value      bytea NOT NULL,
            PRIMARY KEY (collection, revision)
        );
        CREATE TABLE object (
            collection bigint NOT NULL,
            key        text COLLATE "C" NOT NULL,
            revision   bigint NOT NULL,
            PRIMARY KEY (collection, key)
        );
        CREATE TABLE lease (
            epoch   bigint NOT NULL,
            holder  text,
            address text,
            expires timestamptz NOT NULL
        );
        INSERT INTO lease VALUES (0, NULL, NULL, '-infinity');

        -- What only the active silos know and a new one needs: keys and tokens, by the name of the file that holds them on a silo.
        CREATE TABLE credential (
            name    text COLLATE "C" PRIMARY KEY,
            content text NOT NULL
        );

        -- True while the lease is held under the epoch, and from then on until the transaction ends.
        CREATE FUNCTION hold_epoch(p_epoch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE EXCEPTION 'writes to a Krewe database need the isolation level READ COMMITTED';
            END IF;
            PERFORM pg_advisory_xact_lock_shared(1263687493, 'lease'::regclass::oid::int);
            RETURN EXISTS (SELECT 1 FROM lease WHERE epoch = p_epoch AND holder IS NOT NULL);
        END $$;

        -- Commits batches in their order: batch i expects p_expected[i] as the last revision of p_collections[i] and has the next
        -- p_sizes[i] changes. Answers the revision that each collection stood at (a batch was written where that is the expected
        -- one), or NULL when the epoch is spent.
        CREATE FUNCTION commit_batches(
            p_epoch bigint, p_collections text[], p_expected bigint[], p_sizes int[], p_keys text[], p_values bytea[], p_deleted boolean[])
        RETURNS bigint[] LANGUAGE plpgsql AS $$
        DECLARE
            v_actual bigint[] := '{}';
            v_next int := 1;
            v_id bigint;
            v_revision bigint;
        BEGIN
            IF NOT hold_epoch(p_epoch) THEN
                RETURN NULL;
            END IF;
            FOR i IN 1 .. cardinality(p_collections) LOOP
                SELECT id, revision INTO v_id, v_revision FROM collection WHERE name = p_collections[i] FOR UPDATE;
                v_actual[i] := coalesce(v_revision, 0);
                IF v_actual[i] = p_expected[i] AND p_sizes[i] > 0 THEN
                    IF v_id IS NULL THEN
                        INSERT INTO collection (name, revision, compacted) VALUES (p_collections[i], 0, 0) RETURNING id INTO v_id;
                    END IF;
                    PERFORM append_changes(v_id, p_expected[i], p_keys[v_next : v_next + p_sizes[i] - 1],
                        p_values[v_next : v_next + p_sizes[i] - 1], p_deleted[v_next : v_next + p_sizes[i] - 1]);
                    UPDATE collection SET revision = p_expected[i] + p_sizes[i] WHERE id = v_id;
                END IF;
                v_next := v_next + p_sizes[i];
            END LOOP;
            RETURN v_actual;
        END $$;

        -- Writes changes of one collection after a revision. A key may occur more than once.
        CREATE FUNCTION append_changes(p_collection bigint, p_after bigint, p_keys text[], p_values bytea[], p_deleted boolean[])
        RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO entry (collection, revision, previous, deleted, key, value)
            SELECT p_collection, p_after + c.place,
                CASE WHEN c.earlier IS NULL THEN o.revision WHEN NOT c.earlier_deleted THEN p_after + c.earlier END,
                c.deleted, c.key, c.value
            FROM (
                SELECT u.key, u.value, u.deleted, u.place, lag(u.place) OVER same AS earlier, lag(u.deleted) OVER same AS earlier_deleted
                FROM unnest(p_keys, p_values, p_deleted) WITH ORDINALITY AS u (key, value, deleted, place)
                WINDOW same AS (PARTITION BY u.key ORDER BY u.place)
            ) c
            LEFT JOIN object o ON o.collection = p_collection AND o.key = c.key;

            DELETE FROM object o USING (
                SELECT DISTINCT ON (u.key) u.key, u.deleted
                FROM unnest(p_keys, p_deleted) WITH ORDINALITY AS u (key, deleted, place) ORDER BY u.key, u.place DESC
            ) c
            WHERE c.deleted AND o.collection = p_collection AND o.key = c.key;

            INSERT INTO object (collection, key, revision)
            SELECT p_collection, c.key, p_after + c.place FROM (
                SELECT DISTINCT ON (u.key) u.key, u.deleted, u.place
                FROM unnest(p_keys, p_deleted) WITH ORDINALITY AS u (key, deleted, place) ORDER BY u.key, u.place DESC
            ) c
            WHERE NOT c.deleted
            ON CONFLICT (collection, key) DO UPDATE SET revision = excluded.revision;
        END $$;

        -- Compacts up to a revision that the collection has reached, otherwise does nothing. Answers the revision that the collection stands
        -- at, or NULL when the epoch is spent. What becomes garbage between the old horizon and the new one is exactly this: the versions
        -- that the entries in between replaced (nothing later can name them), and the tombstones in between.
        CREATE FUNCTION compact_collection(p_epoch bigint, p_name text, p_up_to bigint) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            v collection;
        BEGIN
            IF NOT hold_epoch(p_epoch) THEN
                RETURN NULL;
            END IF;
            SELECT * INTO v FROM collection WHERE name = p_name FOR UPDATE;
            IF p_up_to > v.compacted AND p_up_to <= v.revision THEN
                DELETE FROM entry WHERE collection = v.id AND revision IN (
                    SELECT previous FROM entry WHERE collection = v.id AND revision > v.compacted AND revision <= p_up_to AND previous IS NOT NULL);
                DELETE FROM entry WHERE collection = v.id AND revision > v.compacted AND revision <= p_up_to AND deleted;
                UPDATE collection SET compacted = p_up_to WHERE id = v.id;
            END IF;
            RETURN coalesce(v.revision, 0);
        END $$;

        -- Takes the lease when it may be taken: it was given back, has ended, or is the candidate's own. Answers the lease as it then stands.
        -- Who looks in vain disturbs nobody: the lock that keeps writes out is taken only where the lease is free.
        CREATE FUNCTION acquire_lease(p_holder text, p_address text, p_duration interval) RETURNS lease LANGUAGE plpgsql AS $$
        DECLARE
            v lease;
        BEGIN
            SELECT * INTO v FROM lease;
            IF v.holder IS NOT NULL AND v.holder <> p_holder AND v.expires > clock_timestamp() THEN
                RETURN v;
            END IF;
            PERFORM pg_advisory_xact_lock(1263687493, 'lease'::regclass::oid::int);
            SELECT * INTO v FROM lease FOR UPDATE;
            IF v.holder IS NULL OR v.holder = p_holder OR v.expires <= clock_timestamp() THEN
                UPDATE lease SET epoch = epoch + 1, holder = p_holder, address = p_address, expires = clock_timestamp() + p_duration RETURNING * INTO v;
            END IF;
            RETURN v;
        END $$;
        """;
}
