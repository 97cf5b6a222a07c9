namespace Krewe.Storage.Postgres;

/// <summary>Which PostgreSQL database the store uses, and how patiently.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// Npgsql's connection string, e.g. <c>Host=db;Database=krewe;Username=krewe;Password=...</c>. Sizes of pools, timeouts, search path and
    /// isolation in it are replaced by the store's own.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the tables; created where missing. Small letters, digits and underscores.</summary>
    public string Schema { get; init; } = "krewe";

    /// <summary>How long a read or a commit may take before it counts as failed. In whole seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an operation on the lease may take, connecting included: shorter than the lease lasts. In whole seconds.</summary>
    public TimeSpan LeaseTimeout { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ConnectionString);
        if (Schema.Length is 0 or > 63 || !Schema.All(static letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') || char.IsDigit(Schema[0]))
            throw new ArgumentException($"'{Schema}' is no name for a schema: small letters, digits and underscores are allowed", nameof(Schema));
        ArgumentOutOfRangeException.ThrowIfLessThan(CommandTimeout, TimeSpan.FromSeconds(1), nameof(CommandTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseTimeout, TimeSpan.FromSeconds(1), nameof(LeaseTimeout));
    }
}
