using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Model.Tests.Documents;

public sealed class SharedTextTests
{
    [Fact]
    public void A_text_that_comes_again_is_the_same_string_from_bytes_and_from_characters()
    {
        var first = SharedText.Of("app.kubernetes.io/name"u8);

        SharedText.Of("app.kubernetes.io/name"u8).ShouldBeSameAs(first);
        SharedText.Of("app.kubernetes.io/name".AsSpan()).ShouldBeSameAs(first);
    }

    [Fact]
    public void Long_texts_and_those_beyond_ASCII_are_not_shared()
    {
        SharedText.TryGet(Encoding.ASCII.GetBytes(new string('x', SharedText.Longest)), out _).ShouldBeTrue();
        SharedText.TryGet(Encoding.ASCII.GetBytes(new string('x', SharedText.Longest + 1)), out _).ShouldBeFalse();
        SharedText.TryGet("größer"u8, out _).ShouldBeFalse();
        SharedText.TryGet([(byte)'a', 0xFF], out _).ShouldBeFalse();
    }

    [Fact]
    public void Sharing_changes_no_text()
    {
        // Few letters, so that many texts meet in one slot or differ in one place only.
        var letters = Gen.Elements('a', 'b', 'ä', '水', '\0', ' ');
        var texts = Gen.Choose(0, SharedText.Longest + 2).SelectMany(letters.ArrayOf).Select(characters => new string(characters));
        Prop.ForAll(texts.ArrayOf().ToArbitrary(), read => read.All(text =>
            SharedText.Of(Encoding.UTF8.GetBytes(text)) == text && SharedText.Of(text.AsSpan()) == text)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Objects_that_are_read_share_what_they_have_in_common()
    {
        var json = """{"metadata":{"name":"a","namespace":"shop","labels":{"tier":"front"}}}"""u8.ToArray();
        var (one, other) = (ApiJson.Read(ConfigMapKind.Instance, json).Metadata, ApiJson.Read(ConfigMapKind.Instance, json).Metadata);

        other.Namespace.ShouldBeSameAs(one.Namespace);
        other.Labels.Single().Key.ShouldBeSameAs(one.Labels.Single().Key);
        other.Labels.Single().Value.ShouldBeSameAs(one.Labels.Single().Value);
    }
}
