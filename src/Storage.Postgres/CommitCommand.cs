using Npgsql;
using NpgsqlTypes;

namespace Krewe.Storage.Postgres;

/// <summary>All commits of a transaction as one call of <c>commit_batches</c>.</summary>
internal static class CommitCommand
{
    public static NpgsqlBatchCommand For(long epoch, IReadOnlyList<CommitRequest> commits)
    {
        var count = commits.Sum(static commit => commit.Batch.Changes.Count);
        var (keys, values, deleted) = (new string[count], new ReadOnlyMemory<byte>[count], new bool[count]);
        var next = 0;
        foreach (var commit in commits)
        {
            foreach (var change in commit.Batch.Changes)
                (keys[next], values[next], deleted[next++]) = (change.Key, change.Value, change.Deleted);
        }
        return new NpgsqlBatchCommand("SELECT commit_batches($1, $2, $3, $4, $5, $6, $7)")
        {
            Parameters =
            {
                new() { Value = epoch, NpgsqlDbType = NpgsqlDbType.Bigint },
                Array(NpgsqlDbType.Text, commits.Select(static commit => commit.Batch.Collection).ToArray()),
                Array(NpgsqlDbType.Bigint, commits.Select(static commit => commit.Batch.ExpectedRevision).ToArray()),
                Array(NpgsqlDbType.Integer, commits.Select(static commit => commit.Batch.Changes.Count).ToArray()),
                Array(NpgsqlDbType.Text, keys),
                Array(NpgsqlDbType.Bytea, values),
                Array(NpgsqlDbType.Boolean, deleted),
            },
        };
    }

    private static NpgsqlParameter Array(NpgsqlDbType element, object values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };
}
