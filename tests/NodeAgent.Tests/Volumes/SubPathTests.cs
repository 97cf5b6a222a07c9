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

        Should.Throw<ConfigurationException>(() => volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), null))
            .Message.ShouldContain($"subPath \"{subPath}\" of volume \"work\"");
        Directory.EnumerateFileSystemEntries(outside).ShouldBeEmpty();
    }

    [Fact]
    public void One_without_links_is_made()
    {
        var (volumes, pod) = Prepared(new Volume { Name = "work", EmptyDir = new() }, "a/b");
        var mount = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), null).ShouldHaveSingleItem();
        mount.HostPath.ShouldEndWith("/volumes/work/a/b");
        Directory.Exists(mount.HostPath).ShouldBeTrue();
    }

    [Fact]
    public void A_key_of_a_configMap_is_a_link_and_is_mounted()
    {
        var (volumes, pod) = Prepared(new Volume { Name = "work", ConfigMap = new() { Name = "settings" } }, "color");
        var mount = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), null).ShouldHaveSingleItem();
        mount.ReadOnly.ShouldBeTrue();
        File.ReadAllText(mount.HostPath).ShouldBe("blue");
    }

    [Fact]
    public void What_was_found_stays_what_it_is_when_a_container_puts_a_link_in_its_place()
    {
        if (!System.Environment.IsPrivilegedProcess)
            return; // Only root may mount.
        var outside = Directory.CreateDirectory(Path.Combine(_data, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secret"), "");
        var (volumes, pod) = Prepared(new Volume { Name = "work", EmptyDir = new() }, "plain");
        var directory = Path.Combine(_data, "pods", pod.Uid(), "volumes", "work");
        Directory.CreateDirectory(Path.Combine(directory, "plain"));
        File.WriteAllText(Path.Combine(directory, "plain", "mine"), "");
        string path;
        using (var anchors = volumes.Anchors())
        {
            path = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), anchors).ShouldHaveSingleItem().HostPath;
            Directory.Move(Path.Combine(directory, "plain"), Path.Combine(directory, "moved"));
            Directory.CreateSymbolicLink(Path.Combine(directory, "plain"), outside);
            Directory.EnumerateFiles(path).Select(Path.GetFileName).ShouldBe(["mine"]);
        }
        Path.Exists(path).ShouldBeFalse("the runtime has a mount of its own by now");
        File.Exists(Path.Combine(directory, "moved", "mine")).ShouldBeTrue();
    }

    [Fact]
    public void An_anchor_that_a_crash_has_left_goes_with_its_pod_and_what_it_showed_stays()
    {
        if (!System.Environment.IsPrivilegedProcess)
            return;
        var machine = Directory.CreateDirectory(Path.Combine(_data, "machine", "shared")).Parent!.FullName;
        File.WriteAllText(Path.Combine(machine, "shared", "precious"), "1");
        File.WriteAllText(Path.Combine(machine, "file"), "2");
        var (volumes, pod) = Prepared(new Volume { Name = "work", HostPath = new() { Path = machine } }, "shared", "file");
        var mounts = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), volumes.Anchors()); // Never disposed.
        File.ReadAllText(Path.Combine(mounts[0].HostPath, "precious")).ShouldBe("1");
        File.ReadAllText(mounts[1].HostPath).ShouldBe("2");

        using (var again = volumes.Anchors())
            File.ReadAllText(volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), again)[1].HostPath).ShouldBe("2");
        _ = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), volumes.Anchors());
        volumes.Remove();
        Directory.Exists(Path.Combine(_data, "pods", pod.Uid())).ShouldBeFalse();
        File.ReadAllText(Path.Combine(machine, "shared", "precious")).ShouldBe("1");
        File.ReadAllText("/proc/self/mountinfo").ShouldNotContain(pod.Uid());
    }

    [Fact]
    public void One_that_is_made_has_the_permissions_of_its_volume()
    {
        var (volumes, pod) = Prepared(new Volume { Name = "work", EmptyDir = new() }, "a/b");
        var path = volumes.MountsOf(pod.Pod, pod.Pod.Spec.Containers[0], new Dictionary<string, string>(), null)[0].HostPath;
        File.GetUnixFileMode(path).ShouldBe(File.GetUnixFileMode(Path.Combine(path, "..", "..")));
    }

    private (PodVolumes Volumes, PodAssignment Pod) Prepared(Volume volume, params string[] subPaths)
    {
        var pod = Assignments.Pod("p", new PodSpec
        {
            Volumes = [volume],
            Containers = [new Container { Name = "main", VolumeMounts = [.. subPaths.Select(subPath => new VolumeMount { Name = "work", MountPath = $"/{subPath}", SubPath = subPath })] }],
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
