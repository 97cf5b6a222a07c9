using System.Reflection;
using Krewe.Crossing.Tests.Values;
using Krewe.Grains.Collections;
using Krewe.Grains.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Crossing.Tests.Orleans;

/// <summary>Every message is what it was after Orleans has written, read or copied it.</summary>
public sealed class SerializerTests
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSerializer(static serializer => serializer.AddAssembly(typeof(ICollectionGrain).Assembly)).AddKreweCodecs().BuildServiceProvider();

    public static TheoryData<Type> Messages => [.. typeof(ICollectionGrain).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !type.IsAbstract && !type.IsEnum)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static TheoryData<Type> Results => [.. typeof(ICollectionGrain).Assembly.GetTypes()
        .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
        .SelectMany(type => type.GetMethods()).Select(method => method.ReturnType).Where(type => type.IsGenericType)
        .Select(type => type.GenericTypeArguments[0]).Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_cross_whole(Type type) => Picture.Of(Crossed(Sample.Of(type))).ShouldBe(Picture.Of(Sample.Of(type)));

    [Theory]
    [MemberData(nameof(FormatTests.Types), MemberType = typeof(FormatTests))]
    public void So_do_the_values_of_lower_layers(Type type) => Picture.Of(Crossed(Sample.Of(type))).ShouldBe(Picture.Of(Sample.Of(type)));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Copies_within_a_silo_are_alike(Type type) =>
        Picture.Of(Services.GetRequiredService<DeepCopier>().Copy(Sample.Of(type))).ShouldBe(Picture.Of(Sample.Of(type)));

    /// <summary>An answer names the type of its result, which must be one that Orleans lets in.</summary>
    [Theory]
    [MemberData(nameof(Results))]
    public void Answers_cross_whole(Type type) =>
        typeof(SerializerTests).GetMethod(nameof(Answer), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [Sample.Of(Case(type))]);

    [Fact]
    public void A_document_that_a_message_names_twice_is_written_once()
    {
        var twice = new Change(ChangeKind.Modified, Sample.Document, Sample.Document);
        var crossed = (Change)Crossed(twice);
        crossed.Previous.ShouldBeSameAs(crossed.Document);
    }

    private static void Answer<T>(T value)
    {
        var answer = (Response)Crossed(Response.FromResult(value));
        Picture.Of(answer.Result).ShouldBe(Picture.Of(value));
    }

    private static Type Case(Type type) => type.IsAbstract ? type.Assembly.GetTypes().First(other => other.BaseType == type) : type;

    private static object Crossed(object value)
    {
        var serializer = Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<object>(serializer.SerializeToArray<object>(value))!;
    }
}
