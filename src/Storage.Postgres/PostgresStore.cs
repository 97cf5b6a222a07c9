using System.Collections.ObjectModel;
using Krewe.Storage.Leases;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Postgres;

/// <summary>
/// The store in a PostgreSQL database that several silos share. What makes it safe is in the database, in the functions of
/// <see cref="SchemaVersion1"/>; this side only carries requests there and answers back.
/// </summary>
/// <remarks>
/// A commit passes <see cref="LogWriter"/>, which groups, and <c>commit_batches</c>, which tests the epoch and the last revision of each collection
/// in the transaction that writes, and is answered once that is durable on the server. A server that replicates must do so synchronously for a
/// commit to outlive the loss of that server too.
/// </remarks>
public sealed class PostgresStore : ISharedStore, ISnapshotStore
{
    private readonly Server _server;
    private readonly LeaseTable _lease;
    private readonly LogReader _reader;

    private PostgresStore(Server server, TimeProvider time)
    {
        _server = server;
        _lease = new LeaseTable(server);
        _reader = new LogReader(server, time);
    }

    /// <summary>Connects, and creates or migrates the schema where needed.</summary>
    /// <exception cref="ObjectLogException">
    /// The server does not answer, refuses the login, or is unsuitable; or the schema is not Krewe's, or of a newer Krewe. The message names the
    /// server and never a password.
    /// </exception>
    /// <exception cref="ArgumentException">An option has no sensible value.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        options.Validate();
        var server = new Server(options);
        try
        {
            await new Schema(server, options.Schema).PrepareAsync(cancellationToken);
            return new PostgresStore(server, time);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public IObjectLog OpenLog(long epoch) => new PostgresObjectLog(_server, _reader, epoch);

    /// <inheritdoc/>
    public Task<LeaseResult> AcquireAsync(LeaseHolder candidate, TimeSpan duration, CancellationToken cancellationToken) =>
        _lease.AcquireAsync(candidate, duration, cancellationToken);

    /// <inheritdoc/>
    public Task<LeaseResult> RenewAsync(long epoch, TimeSpan duration, CancellationToken cancellationToken) =>
        _lease.RenewAsync(epoch, duration, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(long epoch, CancellationToken cancellationToken) => _lease.ReleaseAsync(epoch, cancellationToken);

    /// <inheritdoc/>
    public Task<Lease> ReadLeaseAsync(CancellationToken cancellationToken) => _lease.ReadLeaseAsync(cancellationToken);

    /// <summary>
    /// Stores keys and tokens, by the name of the file that holds them, unless another silo has stored its own before, and answers those that are
    /// stored: all silos on the database are to use these.
    /// </summary>
    /// <exception cref="ObjectLogException">The database does not answer; calling again is safe.</exception>
    public Task<IReadOnlyDictionary<string, string>> ShareCredentialsAsync(IReadOnlyDictionary<string, string> mine, CancellationToken cancellationToken) =>
        new CredentialTable(_server).ShareAsync(mine, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync(CancellationToken cancellationToken) => new SnapshotReader(_server).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken) =>
        RestoreAsync(entries, ReadOnlyDictionary<string, string>.Empty, cancellationToken);

    /// <summary>
    /// Like <see cref="RestoreSnapshotAsync"/>, with the keys and tokens that all silos share, by the names of their files: both or neither, since a
    /// silo that found keys and no objects would tell nodes that nothing is to run.
    /// </summary>
    /// <exception cref="ObjectLogException">As there; a store that has keys is not empty.</exception>
    public Task RestoreAsync(IAsyncEnumerable<SnapshotEntry> entries, IReadOnlyDictionary<string, string> credentials, CancellationToken cancellationToken) =>
        new SnapshotWriter(_server).WriteAsync(entries, credentials, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _server.DisposeAsync();
    }
}
