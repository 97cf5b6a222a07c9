using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Quantities;
using Krewe.Planning.Endpoints;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Endpoints;

public class EndpointsPlannerTests
{
    internal static Service Service(IntOrString? targetPort = null, bool? publishAll = null, string? clusterIP = "10.0.0.1") => new()
    {
        Metadata = Some.Meta("web"),
        Spec = new ServiceSpec
        {
            Selector = Some.Labels("app=web"),
            ClusterIP = clusterIP,
            PublishNotReadyAddresses = publishAll,
            Ports = [new ServicePort { Name = "http", Port = 80, TargetPort = targetPort ?? 8080, Protocol = Krewe.Model.Core.Protocol.From("TCP") }],
        },
    };

    internal static Pod Addressed(string name, string? ip, bool ready = true, params ContainerPort[] ports) => Some.Pod(name, ready: ready) is var pod ? pod with
    {
        Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Ports = ports }] },
        Status = pod.Status with { PodIP = ip, PodIPs = ip is null ? [] : [new PodIP { Ip = ip }] },
    } : pod;

    private static EndpointsPlan Plan(Service service, params Pod[] pods) => EndpointsPlanner.Plan(new ObservedService
    {
        Service = service, Pods = pods, Zones = new Dictionary<string, string> { ["n1"] = "zone-a" },
    }, Some.At());

    [Fact]
    public void A_ready_pod_is_an_endpoint_with_its_node_zone_and_port()
    {
        var plan = Plan(Service(), Addressed("web-a", "10.1.0.1"), Some.Pod("other", labels: "app=other"));
        var slice = plan.Create.ShouldHaveSingleItem().Object;
        slice.Metadata.Labels[EndpointNames.ServiceLabel].ShouldBe("web");
        slice.Metadata.OwnerReferences.ShouldHaveSingleItem().Uid.ShouldBe("uid-web");
        slice.AddressType.ShouldBe(AddressType.IPv4);
        var endpoint = slice.Endpoints.ShouldHaveSingleItem();
        endpoint.Addresses.ShouldBe(["10.1.0.1"]);
        (endpoint.NodeName, endpoint.Zone, endpoint.TargetRef?.Name).ShouldBe(("n1", "zone-a", "web-a"));
        (endpoint.Conditions.Ready, endpoint.Conditions.Serving, endpoint.Conditions.Terminating).ShouldBe((true, true, false));
        (slice.Ports[0].Name, slice.Ports[0].Port).ShouldBe(("http", 8080));

        var subset = plan.CreateEndpoints.ShouldNotBeNull().Object.Subsets.ShouldHaveSingleItem();
        subset.Addresses.ShouldHaveSingleItem().Ip.ShouldBe("10.1.0.1");
        subset.Ports.ShouldHaveSingleItem().Port.ShouldBe(8080);
    }

    [Fact]
    public void Conditions_follow_readiness_and_ending()
    {
        var slice = Plan(Service(),
            Addressed("waiting", "10.1.0.1", ready: false), Addressed("ending", "10.1.0.2").Ending(), Addressed("homeless", null)).Create.Single().Object;
        slice.Endpoints.Select(endpoint => (endpoint.TargetRef!.Name, endpoint.Conditions.Ready, endpoint.Conditions.Serving, endpoint.Conditions.Terminating))
            .ShouldBe([("waiting", false, false, false), ("ending", false, true, true)], ignoreOrder: true);

        var legacy = Plan(Service(), Addressed("waiting", "10.1.0.1", ready: false), Addressed("ending", "10.1.0.2").Ending()).CreateEndpoints!.Object;
        legacy.Subsets.Single().NotReadyAddresses.ShouldHaveSingleItem().Ip.ShouldBe("10.1.0.1");
        legacy.Subsets.Single().Addresses.ShouldBeEmpty();
    }

    [Fact]
    public void A_service_may_publish_pods_that_are_not_ready() =>
        Plan(Service(publishAll: true), Addressed("waiting", "10.1.0.1", ready: false)).Create.Single().Object.Endpoints[0].Conditions.Ready.ShouldBe(true);

    [Fact]
    public void Named_ports_are_looked_up_on_each_pod()
    {
        var plan = Plan(Service("web-port"),
            Addressed("new", "10.1.0.1", ports: new ContainerPort { Name = "web-port", Port = 9000 }),
            Addressed("old", "10.1.0.2", ports: new ContainerPort { Name = "web-port", Port = 8000 }));
        plan.Create.Select(creation => creation.Object.Ports.Single().Port).ShouldBe([8000, 9000], ignoreOrder: true);
        plan.CreateEndpoints!.Object.Subsets.Count.ShouldBe(2);
    }

    [Fact]
    public void A_headless_service_is_marked_and_keeps_host_names()
    {
        var pod = Addressed("db-0", "10.1.0.1");
        pod = pod with { Spec = pod.Spec with { Hostname = "db-0", Subdomain = "web" } };
        var plan = Plan(Service(clusterIP: "None"), pod);
        plan.Create.Single().Object.Metadata.Labels.Keys.ShouldContain(EndpointNames.HeadlessLabel);
        plan.Create.Single().Object.Endpoints[0].Hostname.ShouldBe("db-0");
    }

    [Fact]
    public void A_service_without_a_selector_is_left_alone()
    {
        var service = Service();
        Plan(service with { Spec = service.Spec with { Selector = new Dictionary<string, string>() } }, Addressed("web-a", "10.1.0.1")).IsEmpty.ShouldBeTrue();
    }
}
