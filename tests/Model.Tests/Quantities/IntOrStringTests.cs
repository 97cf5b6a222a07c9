using Krewe.Model.Quantities;

namespace Krewe.Model.Tests.Quantities;

public class IntOrStringTests
{
    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("100%", 7, true, 7)]
    [InlineData("0%", 7, true, 0)]
    [InlineData("3", 10, true, 3)]
    public void Scales_to_a_count(string text, int total, bool roundUp, int count)
    {
        IntOrString.Parse(text).Scale(total, roundUp).ShouldBe(count);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("%")]
    [InlineData("2.5%")]
    public void A_text_that_is_no_percentage_has_no_count(string text)
    {
        IntOrString.Parse(text).Scale(10, true).ShouldBeNull();
    }

    [Fact]
    public void Number_and_digits_differ()
    {
        IntOrString number = 80;
        IntOrString text = "80";
        number.ShouldNotBe(text);
        number.ToString().ShouldBe(text.ToString());
        default(IntOrString).Number.ShouldBe(0);
    }
}
