using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Admission;

namespace Krewe.Planning.Tests.Pods;

public sealed class PodAccountTests
{
    private static readonly Pod Plain = new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "shop" },
        Spec = new PodSpec { Containers = [new Container { Name = "a" }, new Container { Name = "b" }], InitContainers = [new Container { Name = "init" }] },
    };

    private static readonly ServiceAccount Default = new() { Metadata = new ObjectMeta { Name = "default", Namespace = "shop" } };

    [Fact]
    public void A_pod_gets_the_default_account_and_its_token_in_every_container()
    {
        var spec = Apply(Plain, Default).Spec;
        spec.ServiceAccountName.ShouldBe("default");
        spec.ServiceAccount.ShouldBe("default");
        var volume = spec.Volumes.ShouldHaveSingleItem();
        volume.Name.ShouldBe("kube-api-access-x");
        volume.Projected!.Sources.Select(source => source.ServiceAccountToken?.Path ?? source.ConfigMap?.Items[0].Path ?? source.DownwardAPI!.Items[0].Path)
            .ShouldBe(["token", "ca.crt", "namespace"]);
        foreach (var container in spec.Containers.Concat(spec.InitContainers))
        {
            container.VolumeMounts.ShouldHaveSingleItem().ShouldBe(
                new VolumeMount { Name = "kube-api-access-x", ReadOnly = true, MountPath = "/var/run/secrets/kubernetes.io/serviceaccount" });
        }
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, null, false)]
    public void The_pods_own_wish_counts_more_than_its_accounts(bool? pod, bool? account, bool mounted)
    {
        var wish = Plain with { Spec = Plain.Spec with { AutomountServiceAccountToken = pod } };
        Apply(wish, Default with { AutomountServiceAccountToken = account }).Spec.Volumes.Count.ShouldBe(mounted ? 1 : 0);
    }

    [Fact]
    public void A_container_that_mounts_something_else_there_keeps_it()
    {
        var own = new VolumeMount { Name = "own", MountPath = PodAccount.MountPath };
        var pod = Plain with { Spec = Plain.Spec with { Containers = [new Container { Name = "a", VolumeMounts = [own] }, new Container { Name = "b" }] } };
        var spec = Apply(pod, Default).Spec;
        spec.Containers[0].VolumeMounts.ShouldBe([own]);
        spec.Containers[1].VolumeMounts[0].Name.ShouldBe("kube-api-access-x");
        var alone = pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0]], InitContainers = [] } };
        Apply(alone, Default).Spec.Volumes.ShouldBeEmpty();
    }

    [Fact]
    public void Secrets_of_registries_come_from_the_account_unless_the_pod_has_its_own()
    {
        var account = Default with { ImagePullSecrets = [new LocalObjectReference { Name = "registry" }] };
        Apply(Plain, account).Spec.ImagePullSecrets.ShouldBe(account.ImagePullSecrets);
        var own = Plain with { Spec = Plain.Spec with { ImagePullSecrets = [new LocalObjectReference { Name = "own" }] } };
        Apply(own, account).Spec.ImagePullSecrets.ShouldBe(own.Spec.ImagePullSecrets);
    }

    [Fact]
    public void An_account_that_is_not_there_is_refused_but_for_the_default_one()
    {
        PodAccount.Apply(Plain, null, "v").TryGet(out var pod, out _).ShouldBeTrue();
        pod!.Spec.Volumes.Count.ShouldBe(1);
        var named = Plain with { Spec = Plain.Spec with { ServiceAccountName = "robot" } };
        PodAccount.Apply(named, null, "v").TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Message.ShouldBe("pods \"web\" is forbidden: error looking up service account shop/robot: serviceaccount \"robot\" not found");
    }

    [Fact]
    public void Without_an_API_that_pods_could_reach_there_is_no_token()
    {
        PodAccount.Apply(Plain, Default, null).TryGet(out var pod, out _).ShouldBeTrue();
        pod!.Spec.Volumes.ShouldBeEmpty();
    }

    private static Pod Apply(Pod pod, ServiceAccount account)
    {
        PodAccount.Apply(pod, account, "kube-api-access-x").TryGet(out var applied, out var failure).ShouldBeTrue(failure?.Message);
        return applied!;
    }
}
