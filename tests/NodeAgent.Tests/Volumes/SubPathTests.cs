using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Tests.Support;
using Krewe.NodeAgent.Volumes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Volumes;

public sealed class SubPathTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("link")]
    [InlineData("link/deeper")]
    [InlineData("plain/../link")]
    [InlineData("plain/link")]
    public void One_that_leads_through_a_link_of_a_writable_volume_is_refused_and_makes_nothing(string subPath)
    {
        var outside = Directory.CreateDirectory(Path.Combine(_data, "outside")).FullName;
        var (volumes, pod) = Prepared(new Volume { Name = "work", EmptyDir = new() }, subPath);
        var directory = Path.Combine(_data, "pods", pod.Uid(), "volumes", "work");
        Directory.CreateDirectory(Path.Combine(directory, "plain"));
        Directory.CreateSymbolicLink(Path.Combine(directory, "link"), outside);
        Directory.CreateSymbolicLink(Path.Combine(directory, "plain", "link"), "/no/such/place");

        Should.Throw<ConfigurationException>(() => volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>()))
            .Message.ShouldContain($"subPath \"{subPath}\" of volume \"work\"");
        Directory.EnumerateFileSystemEntries(outside).ShouldBeEmpty();
    }

    [Fact]
    public void One_without_links_is_made()
    {
        var (volumes, pod) = Prepared(new Volume { Name = "work", EmptyDir = new() }, "a/b");
        var mount = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>()).ShouldHaveSingleItem();
        mount.HostPath.ShouldEndWith("/volumes/work/a/b");
        Directory.Exists(mount.HostPath).ShouldBeTrue();
    }

    [Fact]
    public void A_key_of_a_configMap_is_a_link_and_is_mounted()
    {
        var (volumes, pod) = Prepared(new Volume { Name = "work", ConfigMap = new() { Name = "settings" } }, "color");
        var mount = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>()).ShouldHaveSingleItem();
        mount.ReadOnly.ShouldBeTrue();
        File.ReadAllText(mount.HostPath).ShouldBe("blue");
    }

    private (PodVolumes Volumes, PodAssignment Pod) Prepared(Volume volume, string subPath)
    {
        var pod = Assignments.Pod("p", new PodSpec
        {
            Volumes = [volume],
            Containers = [new Container { Name = "main", VolumeMounts = [new VolumeMount { Name = "work", MountPath = "/work", SubPath = subPath }] }],
        }) with
        {
            ConfigMaps = [new ConfigMap { Metadata = new() { Name = "settings" }, Data = new Dictionary<string, string> { ["color"] = "blue" } }],
        };
        var node = new NodeContext
        {
            NodeName = "test-node",
            Addresses = [],
            Allocatable = new Dictionary<string, Quantity>(),
            PodsDirectory = Path.Combine(_data, "pods"),
        };
        var volumes = new PodVolumes(node, new PodIdentity(Assignments.InNamespace, "p", pod.Uid()), usesFiles: true);
        volumes.Prepare(pod, []);
        return (volumes, pod);
    }
}
