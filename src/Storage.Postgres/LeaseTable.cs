using Krewe.Storage.Leases;
using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>The lease: one row, and the server's clock.</summary>
internal sealed class LeaseTable(Server server) : ILeaseStore
{
    private const string Columns = "epoch, holder, address, expires";

    public async Task<LeaseResult> AcquireAsync(LeaseHolder candidate, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var lease = await QueryAsync($"SELECT {Columns} FROM acquire_lease($1, $2, $3)", [new() { Value = candidate.Id }, new() { Value = candidate.Address.OriginalString }, new() { Value = duration }], cancellationToken);
        // Only a grant shows the candidate as holder: one that it had before is replaced by a new one.
        return lease!.Holder?.Id == candidate.Id ? new LeaseResult.Granted(lease.Epoch) : new LeaseResult.Refused(lease);
    }

    public async Task<LeaseResult> RenewAsync(long epoch, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var renewed = await QueryAsync(
            $"UPDATE lease SET expires = clock_timestamp() + $2 WHERE epoch = $1 AND holder IS NOT NULL RETURNING {Columns}",
            [new() { Value = epoch }, new() { Value = duration }], cancellationToken);
        return renewed is null ? new LeaseResult.Refused(await ReadLeaseAsync(cancellationToken)) : new LeaseResult.Granted(epoch);
    }

    public async Task ReleaseAsync(long epoch, CancellationToken cancellationToken) => await QueryAsync(
        $"UPDATE lease SET holder = NULL WHERE epoch = $1 AND holder IS NOT NULL RETURNING {Columns}", [new() { Value = epoch }], cancellationToken);

    public async Task<Lease> ReadLeaseAsync(CancellationToken cancellationToken) => (await QueryAsync($"SELECT {Columns} FROM lease", [], cancellationToken))!;

    private Task<Lease?> QueryAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => server.TryAsync(async () =>
    {
        await using var command = server.Lease.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var holder = reader.IsDBNull(1) ? null : new LeaseHolder(reader.GetString(1), new Uri(reader.GetString(2)));
        return new Lease(reader.GetInt64(0), holder, reader.GetFieldValue<DateTimeOffset>(3));
    });
}
