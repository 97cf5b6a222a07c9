using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Tests.Samples;

namespace Krewe.Model.Tests.Json;

public class EqualityTests
{
    [Fact]
    public void Objects_are_equal_by_content()
    {
        var one = ApiJson.Read(PodKind.Instance, SamplePod.Json);
        var other = ApiJson.Read(PodKind.Instance, SamplePod.Json);
        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Fact]
    public void A_difference_deep_in_a_list_counts()
    {
        var one = (Pod)ApiJson.Read(PodKind.Instance, SamplePod.Json);
        var env = one.Spec!.Containers[0].Env;
        var other = one with { Spec = one.Spec with { Containers = [one.Spec.Containers[0] with { Env = [env[0] with { Value = "x" }, env[1], env[2]] }] } };
        other.ShouldNotBe(one);
        (one with { Metadata = one.Metadata with { Labels = new Dictionary<string, string>(one.Metadata.Labels) } }).ShouldBe(one);
    }

    [Fact]
    public void Zero_is_absence_where_Kubernetes_does_not_tell_them_apart()
    {
        var zero = new Probe { TimeoutSeconds = 0 };
        zero.ShouldBe(new Probe());
        ApiJson.Write(zero).ToArray().ShouldBe(ApiJson.Write(new Probe()).ToArray());
        ApiJson.Read<Probe>("{\"timeoutSeconds\":0}"u8.ToArray()).TimeoutSeconds.ShouldBeNull();
        ApiJson.Read<PodSpec>("{\"terminationGracePeriodSeconds\":0}"u8.ToArray()).TerminationGracePeriodSeconds.ShouldBe(0);
    }
}
