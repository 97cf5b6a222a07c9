using Krewe.Model.Core;
using Krewe.NodeAgent.Probes;

namespace Krewe.NodeAgent.Tests.Probes;

public sealed class ProbeTrackerTests
{
    [Theory]
    [InlineData("Liveness", 3, 1, "--", true)]
    [InlineData("Liveness", 3, 1, "---", false)]
    [InlineData("Liveness", 3, 1, "--+--", true)]
    [InlineData("Readiness", 3, 1, "", false)]
    [InlineData("Readiness", 3, 1, "+", true)]
    [InlineData("Readiness", 3, 2, "+-+", false)]
    [InlineData("Readiness", 3, 2, "++", true)]
    [InlineData("Readiness", 2, 1, "+-", true)]
    [InlineData("Readiness", 2, 1, "+--", false)]
    [InlineData("Readiness", 2, 2, "++--+", false)]
    public void The_verdict_changes_after_so_many_in_a_row(string kind, int failures, int successes, string results, bool verdict)
    {
        var probe = new Probe { FailureThreshold = failures, SuccessThreshold = successes };
        var tracker = ProbeTracker.New(Enum.Parse<ProbeKind>(kind));
        foreach (var result in results)
            tracker = tracker.After(result == '+', probe, out _);
        tracker.Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void A_startup_probe_decides_once_its_threshold_is_reached()
    {
        var probe = new Probe { FailureThreshold = 2 };
        var tracker = ProbeTracker.New(ProbeKind.Startup).After(false, probe, out var decided);
        decided.ShouldBeFalse();
        tracker.After(true, probe, out decided).Verdict.ShouldBeTrue();
        decided.ShouldBeTrue();
        tracker.After(false, probe, out decided).Verdict.ShouldBeFalse();
        decided.ShouldBeTrue();
    }
}
