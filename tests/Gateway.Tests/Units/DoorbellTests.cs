using System.Diagnostics.CodeAnalysis;
using Krewe.Gateway.Cache;

namespace Krewe.Gateway.Tests.Units;

public sealed class DoorbellTests
{
    private readonly Doorbell _bell = new();

    [Fact]
    [SuppressMessage("Reliability", "CA2012", Justification = "Whether it would wait is the question.")]
    public void Rings_before_the_waiter_looks_are_one()
    {
        _bell.Ring();
        _bell.Ring();
        _bell.NextAsync().IsCompleted.ShouldBeTrue();
        _bell.NextAsync().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_ring_wakes_who_waits()
    {
        var waiting = _bell.NextAsync().AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        _bell.Ring();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_gives_up_stops_waiting_and_who_waits_again_is_woken()
    {
        using var ending = new CancellationTokenSource();
        var waiting = _bell.WaitAsync(ending.Token).AsTask();
        await ending.CancelAsync();
        await waiting.ShouldThrowAsync<OperationCanceledException>();
        waiting = _bell.WaitAsync(CancellationToken.None).AsTask();
        _bell.Ring();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task No_ring_is_lost_whoever_rings_when()
    {
        const int ringers = 4;
        const int rings = 50_000;
        var rung = 0;
        var ringing = Enumerable.Range(0, ringers).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < rings; i++)
            {
                Interlocked.Increment(ref rung);
                _bell.Ring();
            }
        })).ToArray();

        // A lost ring would leave this waiting for ever, with something that it has not seen.
        while (Volatile.Read(ref rung) < ringers * rings)
            await _bell.NextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await Task.WhenAll(ringing);
    }
}
