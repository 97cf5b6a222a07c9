using Krewe.Grains.Collections;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Grains.Tests.Collections;

public sealed class FencingTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_control_plane_that_was_paused_cannot_write_after_another_took_over(int seed)
    {
        using var plane = new ControlPlane(seed);
        plane.Created(Samples.ConfigMap("before"));
        var paused = plane.Silo;
        plane.Supersede();
        plane.Created(Samples.ConfigMap("after"));

        var collection = paused.Grains.GetCollection(ConfigMapKind.Instance);
        var late = paused.Run(() => collection.Commit(new CommitRequest(ApiDocument.Draft(Samples.ConfigMap("late")), 0), default));
        late.ShouldBeOfType<CommitOutcome.Unavailable>();
        plane.List<ConfigMap>(ConfigMapKind.Instance).Select(map => map.Metadata.Name).ShouldBe(["after", "before"]);
        paused.Run(() => collection.List(new ObjectQuery())).Documents.Count.ShouldBe(2, "it has stepped down and sees what the other wrote");
    }
}
