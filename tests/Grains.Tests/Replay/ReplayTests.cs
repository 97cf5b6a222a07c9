using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;

namespace Krewe.Grains.Tests.Replay;

public sealed class ReplayTests
{
    [Theory, InlineData(1), InlineData(2)]
    public void The_same_seed_gives_the_same_run(int seed) => Run(seed).ShouldBe(Run(seed));

    [Fact]
    public void Another_seed_gives_another_run() => Run(1).ShouldNotBe(Run(2));

    private static (ulong, string) Run(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Created(Samples.Deployment("web", 5));
        plane.Advance(TimeSpan.FromSeconds(5));
        plane.Delete(plane.List<Pod>(PodKind.Instance)[0], new DeleteRequest(GracePeriodSeconds: 0));
        agents[0].Reachable = false;
        plane.Advance(TimeSpan.FromSeconds(20));
        return (plane.Silo.TraceHash, string.Join(",", plane.List<Pod>(PodKind.Instance).Select(pod => $"{pod.Metadata.Name}={pod.Metadata.ResourceVersion}")));
    }
}
