using Krewe.Crossing.Tests.Values;
using Krewe.Grains.Serialization;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;
using Krewe.Protocol;

namespace Krewe.Crossing.Tests;

/// <summary>What has no serializer of its own is what it was after it has crossed.</summary>
public sealed class FormatTests
{
    public static TheoryData<Type> Types => [.. Foreign().OrderBy(type => type.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_cross_whole(Type type)
    {
        var value = Sample.Of(type);
        var format = CrossingFormat.Of(type).ShouldNotBeNull();
        Picture.Of(format.Read(type, format.Write(value))).ShouldBe(Picture.Of(value));
    }

    [Fact]
    public void A_document_keeps_its_bytes_and_what_this_build_does_not_know()
    {
        var format = CrossingFormat.Of(typeof(ApiDocument))!;
        var read = (ApiDocument)format.Read(typeof(ApiDocument), format.Write(Sample.Document));
        read.Json.ToArray().ShouldBe(Sample.Document.Json.ToArray());
        read.As<Pod>().Spec.NodeName.ShouldBe("n");
        System.Text.Encoding.UTF8.GetString(ApiJson.Write(read.Object).Span).ShouldContain("fromTheFuture");
    }

    [Fact]
    public void A_document_of_a_custom_kind_crosses_to_silos_that_do_not_know_the_kind()
    {
        var format = CrossingFormat.Of(typeof(ApiDocument))!;
        const string json = """{"kind":"Dog","apiVersion":"example.com/v2","metadata":{"name":"rex","resourceVersion":"7"},"spec":{"legs":4.0}}""";
        var read = (ApiDocument)format.Read(typeof(ApiDocument), format.Write(StoredDocuments.Read("dogs.example.com", 7, System.Text.Encoding.UTF8.GetBytes(json))));
        System.Text.Encoding.UTF8.GetString(read.Json.Span).ShouldBe(json);
        read.Id.ToString().ShouldBe("dogs.example.com//rex");
        read.Definition.Gvk.ShouldBe(new GroupVersionKind("example.com", "v2", "Dog"));
        System.Text.Encoding.UTF8.GetString(ApiJson.Write(read.Object).Span).ShouldBe(json);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 200, 1 })]
    [InlineData(new byte[] { 1, 65, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Bytes_that_are_no_document_are_refused(byte[] bytes) =>
        Should.Throw<FormatException>(() => CrossingFormat.Of(typeof(ApiDocument))!.Read(typeof(ApiDocument), bytes));

    [Fact]
    public void Other_types_have_no_format()
    {
        CrossingFormat.Of(typeof(string)).ShouldBeNull();
        CrossingFormat.Of(typeof(ApiObject)).ShouldBeNull("nothing is just that");
    }

    private static IEnumerable<Type> Foreign() =>
        typeof(AgentMessage).Assembly.GetTypes()
            .Where(type => (type.IsSubclassOf(typeof(AgentMessage)) || type.IsSubclassOf(typeof(ServerMessage))) && !type.IsAbstract)
            .Concat([typeof(ApiDocument), typeof(ObjectKey), typeof(ObjectId), typeof(PodObservation), typeof(ApiFailure), typeof(FieldError),
                typeof(PodCondition), typeof(LabelSelector)]);
}
