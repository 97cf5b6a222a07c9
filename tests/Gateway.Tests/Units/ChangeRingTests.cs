using Krewe.Gateway.Cache;
using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Gateway.Tests.Units;

public sealed class ChangeRingTests
{
    private readonly Change[] _into = new Change[3];

    [Fact]
    public void Readers_get_what_follows_on_their_place()
    {
        var ring = Filled(from: 10, count: 5);
        ring.Read(10, _into).ShouldBe(3);
        _into.Select(change => change.Document.Revision).ShouldBe([11, 12, 13]);
        ring.Read(14, _into).ShouldBe(1);
        ring.Read(15, _into).ShouldBe(0);
        ring.Read(99, _into).ShouldBe(0, "a place that is not reached yet");
    }

    [Fact]
    public void Readers_learn_that_they_are_too_late()
    {
        var ring = Filled(from: 0, count: 12);
        ring.Read(3, _into).ShouldBeNull("only eight are kept");
        ring.Read(4, _into).ShouldBe(3);
    }

    [Fact]
    public void After_a_reset_nothing_older_is_known()
    {
        var ring = Filled(from: 0, count: 3);
        ring.Reset(20);
        ring.Read(2, _into).ShouldBeNull();
        ring.Read(20, _into).ShouldBe(0);
    }

    [Fact]
    public void Large_changes_leave_early_and_the_newest_stays()
    {
        var size = Change(10).Bytes;
        var ring = Filled(from: 0, count: 12, maxBytes: 5 * size);
        ring.Read(5, _into).ShouldBeNull("there is no room for eight");
        ring.Read(8, _into).ShouldBe(3);
        ring.Append(Change(13, new string('x', 10 * size)));
        ring.Read(11, _into).ShouldBeNull();
        ring.Read(12, _into).ShouldBe(1, "whatever its size");
        ring.Append(Change(14));
        ring.Append(Change(15));
        ring.Read(12, _into).ShouldBeNull();
        ring.Read(13, _into).ShouldBe(2);
    }

    [Fact]
    public void Bytes_of_before_a_reset_do_not_count()
    {
        var ring = Filled(from: 0, count: 12, maxBytes: 5 * Change(10).Bytes);
        ring.Reset(20);
        for (var revision = 21; revision <= 24; revision++)
            ring.Append(Change(revision));
        ring.Read(20, _into).ShouldBe(3);
    }

    private static Change Change(long revision, string text = "") => new(
        ChangeKind.Added, ApiDocument.Committed(new ConfigMap { Data = new Dictionary<string, string> { ["text"] = text } }, revision), null);

    private static ChangeRing Filled(long from, int count, int maxBytes = int.MaxValue)
    {
        var ring = new ChangeRing(8, maxBytes);
        ring.Reset(from);
        for (var revision = from + 1; revision <= from + count; revision++)
            ring.Append(Change(revision));
        return ring;
    }
}
