using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;

namespace Krewe.Grains.Tests.Admission;

public sealed class LimitRangeTests
{
    [Fact]
    public void Containers_get_what_they_leave_out()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Range(new LimitRangeItem { Type = LimitType.Container, Default = Amounts("cpu=500m", "memory=64Mi"), DefaultRequest = Amounts("cpu=100m") }));
        var pod = plane.Created(Pod("a", Amounts("memory=32Mi"), Amounts()));
        pod.Spec.Containers[0].Resources.Requests.ShouldBe(Amounts("cpu=100m", "memory=32Mi"), ignoreOrder: true);
        pod.Spec.Containers[0].Resources.Limits.ShouldBe(Amounts("cpu=500m", "memory=64Mi"), ignoreOrder: true);
        pod.Metadata.Annotations["kubernetes.io/limit-ranger"].ShouldBe("LimitRanger plugin set: cpu request for container c; cpu, memory limit for container c");
        pod.Status.QosClass.ShouldBe(PodQosClass.Burstable);
    }

    [Fact]
    public void A_pod_outside_of_the_range_is_refused_with_every_reason()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Range(
            new LimitRangeItem { Type = LimitType.Container, Max = Amounts("cpu=1"), Min = Amounts("memory=1Mi"), MaxLimitRequestRatio = Amounts("cpu=2") },
            new LimitRangeItem { Type = LimitType.Pod, Max = Amounts("cpu=1500m") }));
        plane.Create(Pod("a", Amounts("cpu=500m"), Amounts("cpu=2"))).ShouldBeRefused(FailureReason.Forbidden).Message.ShouldBe(
            "pods \"a\" is forbidden: [maximum cpu usage per Container is 1, but limit is 2, cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000, "
            + "maximum cpu usage per Pod is 1500m, but limit is 2]");
        plane.Created(Pod("a", Amounts("cpu=500m", "memory=1Mi"), Amounts("cpu=1"))).Spec.Containers[0].Resources.Limits["cpu"].ShouldBe(Quantity.Parse("1"));
        plane.Create(Pod("b", Amounts("cpu=500m", "memory=1Ki"), Amounts("cpu=1"))).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"b\" is forbidden: minimum memory usage per Container is 1Mi, but request is 1Ki");
    }

    [Fact]
    public void A_range_holds_in_its_namespace_only_and_as_long_as_it_is_there()
    {
        using var plane = new ControlPlane(1);
        var range = plane.Created(Range(new LimitRangeItem { Type = LimitType.Pod, Max = Amounts("cpu=1") }));
        plane.Create(Pod("a", Amounts(), Amounts())).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"a\" is forbidden: maximum cpu usage per Pod is 1.  No limit is specified");
        var elsewhere = Pod("a", Amounts(), Amounts());
        plane.Created(elsewhere with { Metadata = elsewhere.Metadata with { Namespace = "kube-system" } });
        plane.Delete(range);
        plane.Created(Pod("a", Amounts(), Amounts()));
    }

    private static LimitRange Range(params LimitRangeItem[] items) =>
        new() { Metadata = new ObjectMeta { Name = "sizes", Namespace = "default" }, Spec = new LimitRangeSpec { Limits = items } };

    private static Pod Pod(string name, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits)
    {
        var pod = Samples.Pod(name);
        return pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Resources = new ResourceRequirements { Requests = requests, Limits = limits } }] } };
    }

    private static Dictionary<string, Quantity> Amounts(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Quantity.Parse(pair[1]));
}
