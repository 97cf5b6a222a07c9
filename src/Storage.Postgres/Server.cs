using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>
/// The database server, as two bounded pools of connections: one for data, and a small one for the lease, which must never wait behind
/// data. Also where its errors become <see cref="ObjectLogException"/>s that name it.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>Reads that run at once.</summary>
    public const int Readers = 6;

    /// <summary>One writer for each epoch: the one in use, and one that is being put down.</summary>
    private const int Writers = 2;

    /// <summary>
    /// What the store's safety leans on: durable when acknowledged, and each statement sees what is committed when it begins. Given with the
    /// connection, so that no default of the server or the database can take it away.
    /// </summary>
    private const string Settings = @"-c synchronous_commit=on -c default_transaction_isolation=read\ committed";

    private readonly string _name;

    public Server(PostgresStoreOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = options.Schema,
            Options = Settings,
            ApplicationName = "krewe",
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = Readers + Writers,
            CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            Timeout = 10,
            KeepAlive = 5,
        };
        _name = $"PostgreSQL at {connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";
        Data = Build(connection);
        connection.MaxPoolSize = 2;
        connection.CommandTimeout = connection.Timeout = (int)options.LeaseTimeout.TotalSeconds;
        Lease = Build(connection);
    }

    /// <summary>Connections for reading and writing.</summary>
    public NpgsqlDataSource Data { get; }

    /// <summary>Connections for the lease.</summary>
    public NpgsqlDataSource Lease { get; }

    /// <summary>Does something with the server, once.</summary>
    /// <exception cref="ObjectLogException">It did not work out; the outcome is unknown.</exception>
    public async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
        {
            throw Failure(exception);
        }
    }

    public ObjectLogException Failure(ObjectLogFailure failure, string problem) => new(failure, $"{_name}: {problem}");

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await Lease.DisposeAsync();
    }

    /// <summary>The store uses built-in types only, so a first connection need not ask the server for all the others.</summary>
    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder connection) =>
        new NpgsqlDataSourceBuilder(connection.ConnectionString).ConfigureTypeLoading(static types => types.EnableTypeLoading(false)).Build();

    private ObjectLogException Failure(Exception exception)
    {
        var (failure, problem) = exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => (ObjectLogFailure.Full, "no space is left for it"),
            PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections } => (ObjectLogFailure.Away, "it takes no work now"),
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                (ObjectLogFailure.InputOutput, "it refuses the login"),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => (ObjectLogFailure.InputOutput, "there is no such database; create it first"),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => (ObjectLogFailure.InputOutput, "the user may not do this"),
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => (ObjectLogFailure.Corrupt, "it is damaged; restore a backup"),
            PostgresException => (ObjectLogFailure.InputOutput, "it reports an error"),
            _ => (ObjectLogFailure.Away, "it does not answer"),
        };
        // The exception's text has no password in it: Npgsql keeps it out, and the server never says it.
        return new ObjectLogException(failure, $"{_name}: {problem} ({exception.Message.ReplaceLineEndings(" ")}).", exception);
    }
}
