using Krewe.Storage.Leases;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Postgres;

public sealed class PostgresConformanceTests : ObjectLogConformance
{
    protected override IObjectLogStore CreateStore() => new PostgresTestStore();
}

public sealed class PostgresSharedStoreTests : SharedStoreConformance
{
    private readonly PostgresTestStore _store = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _store.DisposeAsync();
    }

    protected override async Task<ISharedStore> OpenAsync() => await _store.OpenStoreAsync();
}
