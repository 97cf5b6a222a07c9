using System.Diagnostics.CodeAnalysis;
using Krewe.EmbeddedSilo.Testing;
using Krewe.Gateway.Cache;

namespace Krewe.Gateway.Tests.Units;

public sealed class PacedBellsTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly PacedBells _bells;

    public PacedBellsTests()
    {
        _bells = new PacedBells(_time);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_first_change_after_a_pause_rings_at_once_and_those_after_it_together()
    {
        var ear = Listen(1)[0];
        _bells.Ring(1);
        ear.Hears().ShouldBeTrue();
        _bells.Ring(1);
        _bells.Ring(1);
        ear.Hears().ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(8));
        ear.Hears().ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        ear.Hears().ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(60, 15)]
    [InlineData(100, 25)]
    [InlineData(1000, 25)]
    public void Many_changes_for_many_watches_are_told_less_often(int watches, int longest) =>
        Gaps(Listen(watches), changes: 10, rounds: 20)[^1].ShouldBe(longest);

    [Fact]
    public void Few_changes_are_told_as_soon_as_ever()
    {
        var ears = Listen(100);
        Gaps(ears, changes: 10, rounds: 20)[^1].ShouldBe(25);
        Gaps(ears, changes: 2, rounds: 3)[^1].ShouldBe(8);
    }

    [Fact]
    public void A_round_because_of_many_changes_is_spread_and_one_because_of_few_is_not()
    {
        var ears = Listen(100);
        Gaps(ears, changes: 10, rounds: 20);
        _bells.Ring(10);
        var together = new List<int>();
        for (var millisecond = 0; millisecond < 25; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            together.Add(ears.Count(ear => ear.Hears()));
        }
        together.Sum().ShouldBe(100);
        together.Max().ShouldBeLessThanOrEqualTo(5);

        _time.Advance(TimeSpan.FromSeconds(1));
        ears.Count(ear => ear.Hears()).ShouldBe(96);
        _bells.Ring(2);
        ears.ShouldAllBe(ear => ear.Hears());
    }

    /// <summary>Milliseconds from one ring of the first bell to its next, when so many changes come right after each; in the end every other rings in between.</summary>
    private List<int> Gaps(Ear[] ears, int changes, int rounds)
    {
        var gaps = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            _bells.Ring(changes);
            var gap = 0;
            for (; !ears[0].Hears(); gap++)
                _time.Advance(TimeSpan.FromMilliseconds(1));
            var others = ears.Skip(1).Count(ear => ear.Hears());
            // Until the pace is found, who comes late in one round comes earlier or later in the next.
            if (round == rounds - 1)
                others.ShouldBe(ears.Length - 1);
            gaps.Add(gap);
        }
        return gaps;
    }

    private Ear[] Listen(int count)
    {
        Ear[] ears = [.. Enumerable.Range(0, count).Select(_ => new Ear())];
        foreach (var ear in ears)
            _bells.Add(ear.Bell);
        return ears;
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "It is asked whether the bell has rung, without waiting for it, and taken once.")]
    private sealed class Ear
    {
        private ValueTask _next;

        public Ear() => _next = Bell.NextAsync();

        public Doorbell Bell { get; } = new();

        /// <summary>Whether the bell has rung since the last question.</summary>
        public bool Hears()
        {
            if (!_next.IsCompleted)
                return false;
            _next = Bell.NextAsync();
            return true;
        }
    }
}
