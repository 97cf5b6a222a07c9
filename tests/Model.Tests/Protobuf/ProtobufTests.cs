using System.Text;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Tests.Samples;

namespace Krewe.Model.Tests.Protobuf;

public class ProtobufTests
{
    [Fact]
    public void A_pod_survives()
    {
        var pod = (Pod)ApiJson.Read(PodKind.Instance, SamplePod.Json);
        var again = ApiDecoder.Decode(BodyFormat.Protobuf, ApiProtobuf.Write(pod), PodKind.Instance, FieldValidation.Strict).Value.Value;
        Encoding.UTF8.GetString(ApiJson.Write(again).Span).ShouldBe(Encoding.UTF8.GetString(SamplePod.Json));
        again.ShouldBe(pod);
    }

    [Fact]
    public void The_layout_is_that_of_Kubernetes()
    {
        // As protoc encodes it by hand: Service { metadata { name "a" } spec { ports [ { port 80 targetPort { type 1 strVal "w" } } ] } }.
        var service = new Service { Metadata = new ObjectMeta { Name = "a" }, Spec = new ServiceSpec { Ports = [new ServicePort { Port = 80, TargetPort = "w" }] } };
        var body = ApiProtobuf.Write(service).Span;
        body[..4].ToArray().ShouldBe("k8s\0"u8.ToArray());
        var envelope = "0A0D" + "0A02" + "7631" + "1207" + Convert.ToHexString("Service"u8);
        Convert.ToHexString(body[4..]).ShouldStartWith(envelope + "12");
        Convert.ToHexString(body).ShouldContain("1850" + "2207" + "0801" + "1000" + "1A0177");
    }

    [Fact]
    public void What_Go_always_writes_is_absence_when_empty()
    {
        // container { name "a" image "" ports [] } probe with zeros, creationTimestamp as an empty message
        var name = new byte[] { 0x0A, 0x01, (byte)'a', 0x12, 0x00, 0x1A, 0x00, 0x42, 0x00 };
        var raw = new byte[] { 0x0A, (byte)name.Length }.Concat(name).ToArray();
        byte[] envelope = [.. "k8s\0"u8, 0x12, (byte)raw.Length, .. raw];
        var pod = (Pod)ApiDecoder.Decode(BodyFormat.Protobuf, envelope, PodKind.Instance, FieldValidation.Strict).Value.Value;
        pod.Metadata.ShouldBe(new ObjectMeta { Name = "a" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("6B3873")]
    [InlineData("6B387300120A")]
    [InlineData("6B38730012020AFF")]
    [InlineData("6B3873001203FFFFFF")]
    [InlineData("6B38730012020B00")]
    public void What_is_no_message_is_refused(string hex)
    {
        ApiDecoder.Decode(BodyFormat.Protobuf, Convert.FromHexString(hex), PodKind.Instance, FieldValidation.Strict).Failure!.Message
            .ShouldStartWith("the object provided is unrecognized (must be of type Pod): ");
    }

    [Fact]
    public void Fields_of_embedded_messages_find_their_place()
    {
        var spec = new PodSpec
        {
            Volumes = [new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "m" } }, new Volume { Name = "w", EmptyDir = new() }],
            Containers = [new Container { Name = "c", LivenessProbe = new Probe { HttpGet = new HTTPGetAction { Port = 80 }, PeriodSeconds = 5 } }],
            Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("250m"), ["memory"] = Quantity.Parse("1Gi") },
        };
        var pod = new Pod { Spec = spec };
        var again = (Pod)ApiDecoder.Decode(BodyFormat.Protobuf, ApiProtobuf.Write(pod), PodKind.Instance, FieldValidation.Strict).Value.Value;
        again.Spec.ShouldBe(spec);
        again.Spec!.Volumes[0].ConfigMap!.Name.ShouldBe("m");
    }

    [Fact]
    public void Negative_numbers_and_micro_times_survive()
    {
        var lease = new Krewe.Model.Coordination.Lease { Spec = new() { LeaseDurationSeconds = -1, RenewTime = DateTimeOffset.UnixEpoch.AddMicroseconds(1_234_567) } };
        var again = ApiDecoder.Decode(BodyFormat.Protobuf, ApiProtobuf.Write(lease), lease.Definition, FieldValidation.Strict).Value.Value;
        again.ShouldBe(lease);
        Encoding.UTF8.GetString(ApiJson.Write(again).Span).ShouldContain("\"renewTime\":\"1970-01-01T00:00:01.234567Z\"");
    }

    [Fact]
    public void Lists_and_statuses_have_envelopes_of_their_own()
    {
        var list = ApiProtobuf.WriteList(DeploymentKind.Instance, new ListMeta { ResourceVersion = "7" }, [new Deployment()]);
        Encoding.UTF8.GetString(list.Span).ShouldContain("DeploymentList");
        Encoding.UTF8.GetString(ApiProtobuf.WriteRecord(new Status { Message = "no" }).Span).ShouldContain("Status");
    }
}
