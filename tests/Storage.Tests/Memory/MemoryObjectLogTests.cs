using Krewe.Storage.Memory;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Memory;

public sealed class MemoryObjectLogTests : ObjectLogConformance
{
    [Fact]
    public void Every_call_completes_before_it_returns()
    {
        Log.CommitAsync(new CommitBatch("pods", 0, [Documents.Put("a/1", "x")]), CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        Log.LoadAsync("pods", CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        Log.ReadHistoryAsync("pods", 0, 1, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        Log.CompactAsync("pods", 1, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    protected override IObjectLogStore CreateStore() => new Store();

    private sealed class Store : IObjectLogStore
    {
        private readonly MemoryObjectLog _log = new();

        public Task<IObjectLog> OpenAsync() => Task.FromResult<IObjectLog>(_log);

        public ValueTask DisposeAsync() => _log.DisposeAsync();
    }
}
