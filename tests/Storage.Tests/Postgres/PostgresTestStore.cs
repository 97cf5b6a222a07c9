using System.Globalization;
using Krewe.PostgresServer;
using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;
using Krewe.Storage.Tests.Conformance;
using Npgsql;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>A schema of its own on the server that all tests of this process share; it goes away with the store.</summary>
internal sealed class PostgresTestStore(string? schema = null) : IObjectLogStore
{
    /// <summary>Ends with this process: nobody disposes of it.</summary>
    private static readonly Lazy<Task<PostgresInstance>> Server = new(() => PostgresInstance.StartAsync(durable: false));

    private static int s_count;

    private readonly List<PostgresStore> _open = [];

    public string Schema { get; } = schema ?? string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref s_count)}");

    /// <summary>For a process that knows nothing of schemas: a database of its own.</summary>
    public async Task<string> ConnectionStringAsync()
    {
        if (_database is null)
        {
            await (await Server.Value).CreateDatabaseAsync(Schema);
            _database = Schema;
        }
        return (await Server.Value).ConnectionString(Schema);
    }

    private string? _database;

    public async Task<PostgresStoreOptions> OptionsAsync() => _database is null
        ? new() { ConnectionString = (await Server.Value).ConnectionString(), Schema = Schema }
        : new() { ConnectionString = (await Server.Value).ConnectionString(_database) };

    public async Task<PostgresStore> OpenStoreAsync()
    {
        var store = await PostgresStore.OpenAsync(await OptionsAsync(), TimeProvider.System, CancellationToken.None);
        _open.Add(store);
        return store;
    }

    public async Task<IObjectLog> OpenAsync()
    {
        var store = await OpenStoreAsync();
        var candidate = new LeaseHolder("test", new Uri("https://127.0.0.1:6443"));
        while (true)
        {
            // A lease that ends soon lets the next one in soon. Nothing else ends with it.
            if (await store.AcquireAsync(candidate, TimeSpan.FromMilliseconds(100), CancellationToken.None) is LeaseResult.Granted granted)
                return store.OpenLog(granted.Epoch);
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder((await OptionsAsync()).ConnectionString) { SearchPath = Schema, Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open)
            await store.DisposeAsync();
        if (_database is null)
            await ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }
}
