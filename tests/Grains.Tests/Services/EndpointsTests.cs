using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Meta;

namespace Krewe.Grains.Tests.Services;

public sealed class EndpointsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void Endpoints_follow_the_pods_and_go_with_the_service()
    {
        using var plane = new ControlPlane(1);
        _ = new FakeAgent(plane, "n1").Start();
        var service = plane.Created(new Service
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "default" },
            Spec = new ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "web" }, Ports = [new ServicePort { Port = 80 }] },
        });
        var set = plane.Created(Samples.ReplicaSet("web", 3));
        plane.Eventually(() => Addresses(plane) == 3, Soon, "three addresses");
        plane.Run(() => plane.Grain(set).Scale(new ScaleRequest(1), default)).ShouldBeWritten();
        plane.Eventually(() => Addresses(plane) == 1, Soon, "one address");
        plane.Delete(service);
        plane.Eventually(() => plane.List<EndpointSlice>(EndpointSliceKind.Instance).Count == 0
            && plane.Find<Krewe.Model.Core.Endpoints>(EndpointsKind.Instance, "default", "web") is null, Soon, "nothing is left");
    }

    [Fact]
    public void Endpoints_follow_the_selector()
    {
        using var plane = new ControlPlane(1);
        _ = new FakeAgent(plane, "n1").Start();
        var service = plane.Created(new Service
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "default" },
            Spec = new ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "web" }, Ports = [new ServicePort { Port = 80 }] },
        });
        plane.Created(Samples.ReplicaSet("web", 3));
        plane.Created(Samples.ReplicaSet("shop", 2));
        plane.Eventually(() => Addresses(plane) == 3, Soon, "three addresses");
        plane.Advance(Soon);
        plane.Updated(service with { Spec = service.Spec with { Selector = new Dictionary<string, string> { ["app"] = "shop" } } });
        plane.Eventually(() => Addresses(plane) == 2, Soon, "those of the others");
    }

    private static int Addresses(ControlPlane plane) => plane.List<EndpointSlice>(EndpointSliceKind.Instance).Sum(slice => slice.Endpoints.Count);
}
