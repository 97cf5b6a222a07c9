using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Scheduling;

namespace Krewe.Grains.Tests.Admission;

public sealed class PriorityTests
{
    [Fact]
    public void The_systems_classes_are_there_from_the_start()
    {
        using var plane = new ControlPlane(1);
        plane.List<PriorityClass>(PriorityClassKind.Instance).Select(value => (value.Metadata.Name, value.Value))
            .ShouldBe([("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)]);
        plane.Crash();
        plane.List<PriorityClass>(PriorityClassKind.Instance).Count.ShouldBe(2);
    }

    [Fact]
    public void A_pod_gets_the_priority_of_its_class()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Class("high", 1000) with { PreemptionPolicy = PreemptionPolicy.Never });
        var pod = plane.Created(Pod("a", "high"));
        (pod.Spec.Priority, pod.Spec.PreemptionPolicy).ShouldBe((1000, PreemptionPolicy.Never));
        plane.Created(Pod("b", "system-node-critical")).Spec.Priority.ShouldBe(2_000_001_000);
        var plain = plane.Created(Pod("c", null));
        (plain.Spec.Priority, plain.Spec.PreemptionPolicy, plain.Spec.PriorityClassName).ShouldBe((0, PreemptionPolicy.PreemptLowerPriority, null));
    }

    [Fact]
    public void A_class_must_exist()
    {
        using var plane = new ControlPlane(1);
        plane.Create(Pod("a", "none")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"a\" is forbidden: no PriorityClass with name none was found");
    }

    [Fact]
    public void The_number_is_not_the_clients_to_choose()
    {
        using var plane = new ControlPlane(1);
        var pod = Pod("a", null);
        plane.Create(pod with { Spec = pod.Spec with { Priority = 5 } }).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"a\" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name");
        plane.Create(pod with { Spec = pod.Spec with { PreemptionPolicy = PreemptionPolicy.Never } }).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"a\" is forbidden: the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name");
        plane.Created(pod with { Spec = pod.Spec with { Priority = 0 } }).Spec.Priority.ShouldBe(0);
    }

    [Fact]
    public void Pods_without_a_class_get_the_default()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Class("usual", 10) with { GlobalDefault = true });
        var pod = plane.Created(Pod("a", null));
        (pod.Spec.Priority, pod.Spec.PriorityClassName).ShouldBe((10, "usual"));
        plane.Create(Class("other", 20) with { GlobalDefault = true }).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("priorityclasses.scheduling.k8s.io \"other\" is forbidden: PriorityClass usual is already marked as default. Only one default can exist");
    }

    private static Pod Pod(string name, string? @class)
    {
        var pod = Samples.Pod(name);
        return pod with { Spec = pod.Spec with { PriorityClassName = @class } };
    }

    private static PriorityClass Class(string name, int value) => new() { Metadata = new ObjectMeta { Name = name }, Value = value };
}
