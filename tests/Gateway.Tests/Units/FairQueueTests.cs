using Krewe.EmbeddedSilo.Testing;
using Krewe.Gateway.Flow;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Tests.Units;

public sealed class FairQueueTests
{
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public async Task A_free_seat_is_taken_at_once_and_a_seat_that_is_left_goes_to_who_waits()
    {
        using var queue = Queue(seats: 1, length: 4);
        var first = (await queue.EnterAsync("a", default)).Value;
        var second = queue.EnterAsync("a", default).AsTask();
        second.IsCompleted.ShouldBeFalse();
        (queue.Seated, queue.Waiting).ShouldBe((1, 1));
        first.Dispose();
        first.Dispose();
        (await second).Value.Dispose();
        (queue.Seated, queue.Waiting).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Flows_take_turns_whatever_the_length_of_their_queues()
    {
        using var queue = Queue(seats: 1, length: 100);
        var seat = (await queue.EnterAsync("storm", default)).Value;
        var storm = Enumerable.Range(0, 50).Select(_ => queue.EnterAsync("storm", default).AsTask()).ToArray();
        var small = queue.EnterAsync("small", default).AsTask();

        seat.Dispose();
        var next = (await storm[0]).Value;
        small.IsCompleted.ShouldBeFalse();
        next.Dispose();
        (await small).Succeeded.ShouldBeTrue("one of the storm's, then the other flow's");
        storm[1].IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_to_come_again()
    {
        using var queue = Queue(seats: 1, length: 2);
        using var seat = (await queue.EnterAsync("a", default)).Value;
        _ = queue.EnterAsync("a", default).AsTask();
        _ = queue.EnterAsync("a", default).AsTask();
        var refused = (await queue.EnterAsync("a", default)).Failure.ShouldNotBeNull();
        (refused.Reason, refused.Code, refused.RetryAfter).ShouldBe((FailureReason.TooManyRequests, 429, TimeSpan.FromSeconds(1)));
        queue.EnterAsync("b", default).AsTask().IsCompleted.ShouldBeFalse("another flow has a queue of its own");
        queue.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_too_long_is_refused()
    {
        using var queue = Queue(seats: 1, length: 2, seatTime: TimeSpan.FromHours(1));
        using var seat = (await queue.EnterAsync("a", default)).Value;
        var waiter = queue.EnterAsync("a", default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(14));
        waiter.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        (await waiter).Failure!.Reason.ShouldBe(FailureReason.TooManyRequests);
    }

    [Fact]
    public async Task Who_is_served_for_long_gives_the_seat_away()
    {
        using var queue = Queue(seats: 1, length: 2);
        var slow = (await queue.EnterAsync("a", default)).Value;
        var waiter = queue.EnterAsync("a", default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(6));
        var seat = (await waiter).Value;
        slow.Dispose();
        queue.Seated.ShouldBe(1, "the slow one has nothing to give back");
        seat.Dispose();
        queue.Seated.ShouldBe(0);
    }

    [Fact]
    public async Task Who_goes_while_waiting_takes_no_seat()
    {
        using var queue = Queue(seats: 1, length: 2);
        var seat = (await queue.EnterAsync("a", default)).Value;
        using var gone = new CancellationTokenSource();
        var waiter = queue.EnterAsync("a", gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiter);
        seat.Dispose();
        (queue.Seated, queue.Waiting).ShouldBe((0, 0));
        (await queue.EnterAsync("a", default)).Succeeded.ShouldBeTrue();
    }

    private FairQueue Queue(int seats, int length, TimeSpan? seatTime = null) =>
        new(new FlowLimits(seats, length) { SeatTime = seatTime ?? TimeSpan.FromSeconds(5) }, _time);
}
