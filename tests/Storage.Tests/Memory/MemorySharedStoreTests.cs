using Krewe.Storage.Leases;
using Krewe.Storage.Memory;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Memory;

public sealed class MemorySharedStoreTests : SharedStoreConformance
{
    private readonly MemorySharedStore _store = new(TimeProvider.System);

    protected override Task<ISharedStore> OpenAsync() => Task.FromResult<ISharedStore>(_store);
}

/// <summary>The log of a lease that is held behaves like any other log.</summary>
public sealed class MemoryFencedLogTests : ObjectLogConformance
{
    protected override IObjectLogStore CreateStore() => new Store();

    private sealed class Store : IObjectLogStore
    {
        private readonly MemorySharedStore _store = new(TimeProvider.System);

        public async Task<IObjectLog> OpenAsync()
        {
            var candidate = new LeaseHolder("test", new Uri("https://127.0.0.1:6443"));
            var grant = await _store.AcquireAsync(candidate, TimeSpan.FromHours(1), CancellationToken.None);
            return _store.OpenLog(grant.ShouldBeOfType<LeaseResult.Granted>().Epoch);
        }

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
